import type { PlatformUrls } from '../content-url.ts';
import { known, onDomain, onSubdomain, pathOf, shortLink } from '../url-parts.ts';

const home = 'https://discord.com';

/** Discord. Numbers are snowflakes, unique over all of Discord; invite codes are case-sensitive. */
export const discord: PlatformUrls = {
  platform: 'DISCORD',
  matches: (url) =>
    onDomain(
      url,
      'discord.com',
      'discordapp.com',
      'discord.gg',
      'discordapp.net',
      'discord.gift',
      'discord.new',
    ),

  identify(url) {
    const path = pathOf(url);
    if (path === null) return null;

    if (onDomain(url, 'cdn.discordapp.com', 'media.discordapp.net')) {
      // The signature in the parameters expires and is renewed; the numbers stay.
      const attachment = /^((?:ephemeral-)?attachments)\/(\d{1,25})\/(\d{1,25})\/([^/]+)$/u.exec(path);
      const [, form, channel, file, name] = attachment ?? [];
      if (!form || !channel || !file || !name) return null;
      const canonicalUrl = `https://cdn.discordapp.com/${form}/${channel}/${file}/${encodeURIComponent(name)}`;
      return known('DISCORD', 'FILE', `attachment:${file}`, canonicalUrl, { attachment: file, channel });
    }
    if (onDomain(url, 'discord.new', 'discord.gift')) {
      const code = /^\w{4,40}$/.test(path) ? path : undefined;
      return code ? shortLink('DISCORD', `https://${url.hostname}/${code}`, code) : null;
    }

    const onShortHost = onDomain(url, 'discord.gg');
    const [, invite] =
      (onShortHost ? /^(?:invite\/)?([\w-]{2,60})$/ : /^invite\/([\w-]{2,60})$/).exec(path) ?? [];
    if (invite) return known('DISCORD', 'INVITE', `invite:${invite}`, `${home}/invite/${invite}`, { invite });
    const siteNames = /^(?:www|ptb|canary)$/;
    const onSite =
      onSubdomain(url, 'discord.com', siteNames) || onSubdomain(url, 'discordapp.com', siteNames);
    if (!onSite) return null;

    const [, guild, channel, message] =
      /^channels\/(@me|\d{1,25})(?:\/(\d{1,25}))?(?:\/(?:threads\/)?(\d{1,25}))?$/.exec(path) ?? [];
    const ids = { guild: guild === '@me' ? undefined : guild, channel, message };
    if (guild && channel && message) {
      return known(
        'DISCORD',
        'MESSAGE',
        `message:${message}`,
        `${home}/channels/${guild}/${channel}/${message}`,
        ids,
      );
    }
    if (guild && channel) {
      return known('DISCORD', 'CHANNEL', `channel:${channel}`, `${home}/channels/${guild}/${channel}`, ids);
    }
    if (guild && guild !== '@me') {
      return known('DISCORD', 'GROUP', `guild:${guild}`, `${home}/channels/${guild}`, ids);
    }

    const [, user] = /^users\/(\d{1,25})$/.exec(path) ?? [];
    if (user) return known('DISCORD', 'PROFILE', `user:${user}`, `${home}/users/${user}`, { user });
    const [, host, event] = /^events\/(\d{1,25})\/(\d{1,25})$/.exec(path) ?? [];
    if (!host || !event) return null;
    return known('DISCORD', 'EVENT', `event:${event}`, `${home}/events/${host}/${event}`, {
      event,
      guild: host,
    });
  },
};
