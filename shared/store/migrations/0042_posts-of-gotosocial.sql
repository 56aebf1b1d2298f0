-- Addresses of posts of GoToSocial were pages of the web, known by the address itself, before they were understood. Those items
-- get the identity under which such a post is found now (contracts, content-url/platforms/mastodon), so that a new flag, a reply
-- that quotes it and a look-up find what is there. Of several spellings of one post that which was referred goes on, else the oldest;
-- where an item has the new identity already, none does. Left alone too is what waits to go to a recipient that takes no posts of
-- Mastodon: it would wait there for ever.
with understood as (
  select page.id, page.first_flagged_at,
    named.parts[1] as host, lower(coalesce(named.parts[2], named.parts[3])) as author, named.parts[4] as post
  from items page
  -- A path is read decoded; of what an author's name may have, only these two are still escaped in a canonical address.
  cross join lateral regexp_match(
    replace(replace(page.canonical_url, '%40', '@'), '%3A', ':'),
    '^https?://([^][/?#:]+)/+(?:@([A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,62}[A-Za-z0-9_])?(?:@[A-Za-z0-9_.:-]+)?)'
    || '|users/+([A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,62}[A-Za-z0-9_])?(?:@[A-Za-z0-9_.:-]+)?))'
    || '/+statuses/+([0-7][0-9A-HJKMNP-TV-Z]{25})/*(?:[?#].*)?$'
  ) as named (parts)
  where page.platform = 'WEB' and page.content_id is null and page.canonical_url like '%/statuses/%'
    and named.parts is not null
    and named.parts[1] !~ '(^|\.)(medium\.com|threads\.net|threads\.com|odysee\.com|substack\.com|hive\.blog|peakd\.com)$'
    and not exists (
      select from referrals join recipients on recipients.id = referrals.recipient_id
      where referrals.item_id = page.id and referrals.state in ('READY', 'BATCHED')
        and not recipients.configuration -> 'platforms' ? 'MASTODON'
    )
), ordered as (
  select *, row_number() over (
    partition by host, post
    order by exists (
      select from referrals where item_id = understood.id and state <> 'WITHDRAWN'
    ) desc, first_flagged_at, id
  ) as place
  from understood
), recognised as (
  update items set
    identity_key = 'MASTODON:post:' || host || '/' || post,
    platform = 'MASTODON',
    kind = 'POST',
    content_id = 'post:' || host || '/' || post,
    ids = jsonb_build_object('host', host, 'user', author, 'post', post),
    canonical_url = 'https://' || host || '/@' || author || '/statuses/' || post,
    version = version + 1,
    changed_at = now()
  from ordered
  where items.id = ordered.id and ordered.place = 1 and not exists (
    select from items known where known.identity_key = 'MASTODON:post:' || ordered.host || '/' || ordered.post
  )
  returning items.id
)
insert into audit (verb, subject_kind, subject_id, details)
select 'ITEM_RECOGNISED', 'item', id, '{"from": "WEB", "to": "MASTODON"}' from recognised;
