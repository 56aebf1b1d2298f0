-- Where it went may be the address of an e-mail as well as a host.
alter table deliveries rename column host to destination;
