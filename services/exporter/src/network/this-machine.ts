import ipaddr from 'ipaddr.js';

/** Whether a host is this machine, to which nothing needs to be encrypted on the way. */
export const isThisMachine = (host: string): boolean =>
  host === 'localhost' || (ipaddr.isValid(host) && ipaddr.process(host).range() === 'loopback');
