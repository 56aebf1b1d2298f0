import type { PlatformCases } from '../url-case.ts';

const id = '1AbCdEfGhIjKlMnOpQrStUvWxYz012345';
const drive = 'https://drive.google.com';
const docs = 'https://docs.google.com';
const file = `${drive}/file/d/${id}`;
const folder = `${drive}/drive/folders/${id}`;

export const googleCases: PlatformCases = {
  platform: 'GOOGLE',
  cases: [
    [`${file}/view?usp=sharing`, 'FILE', `drive:${id}`, file, { file: id }],
    [
      `${drive}/file/u/1/d/${id}/edit?resourcekey=0-abcd`,
      'FILE',
      `drive:${id}`,
      file,
      { file: id, resourceKey: '0-abcd' },
    ],
    [`${drive}/open?id=${id}&authuser=0`, 'FILE', `drive:${id}`, file],
    [`${drive}/uc?export=download&id=${id}`, 'FILE', `drive:${id}`, file],
    [`https://drive.usercontent.google.com/download?id=${id}&confirm=t`, 'FILE', `drive:${id}`, file],
    [`${docs}/uc?id=${id}`, 'FILE', `drive:${id}`, file],
    [`${folder}?usp=drive_link`, 'FOLDER', `drive:${id}`, folder],
    [`${drive}/drive/u/0/folders/${id}`, 'FOLDER', `drive:${id}`, folder],
    [`${drive}/folderview?id=${id}`, 'FOLDER', `drive:${id}`, folder],
    [`${docs}/document/d/${id}/edit#heading=h.1`, 'FILE', `drive:${id}`, `${docs}/document/d/${id}`],
    [`${docs}/spreadsheets/u/0/d/${id}/edit?gid=0`, 'FILE', `drive:${id}`, `${docs}/spreadsheets/d/${id}`],
    [`${docs}/forms/d/e/${id}/viewform`, 'FILE', `published:${id}`, `${docs}/forms/d/e/${id}`],
    [
      'https://sites.google.com/view/Nok-Camp/home?authuser=0',
      'SITE',
      'site:view/nok-camp/home',
      'https://sites.google.com/view/nok-camp/home',
      { site: 'view/nok-camp' },
    ],
    [
      'https://sites.google.com/view/nok-camp',
      'SITE',
      'site:view/nok-camp',
      'https://sites.google.com/view/nok-camp',
    ],
    [
      'https://sites.google.com/a/nok.example/camp/page',
      'SITE',
      'site:a/nok.example/camp/page',
      'https://sites.google.com/a/nok.example/camp/page',
      { site: 'a/nok.example/camp' },
    ],
    [
      'https://photos.google.com/share/AF1QipAbCdEfGh?key=x',
      'FOLDER',
      'photos:AF1QipAbCdEfGh',
      'https://photos.google.com/share/AF1QipAbCdEfGh',
    ],
    [
      'https://groups.google.com/g/nok-camp/c/AbCdEf12345',
      'POST',
      'thread:AbCdEf12345',
      'https://groups.google.com/g/nok-camp/c/AbCdEf12345',
    ],
    [
      'https://www.google.com/search?q=school+camp&client=firefox&sca_esv=1',
      'SEARCH',
      null,
      'https://www.google.com/search?q=school+camp',
      { query: 'school camp', domain: 'google.com' },
    ],
    [
      'https://www.google.co.th/search?q=ค่าย&tbm=isch&hl=th',
      'SEARCH',
      null,
      `https://www.google.com/search?q=${encodeURIComponent('ค่าย')}&tbm=isch`,
      { query: 'ค่าย', domain: 'google.co.th' },
    ],
    ['google.co.th/search?udm=2&q=camp', 'SEARCH', null, 'https://www.google.com/search?q=camp&udm=2'],
    [
      `https://www.google.com/url?sa=t&q=${encodeURIComponent(`${file}/view`)}&usg=x`,
      'FILE',
      `drive:${id}`,
      file,
    ],
    [`https://www.google.co.th/url?url=${encodeURIComponent(`${folder}`)}`, 'FOLDER', `drive:${id}`, folder],
    [
      'https://www.google.com/amp/s/sites.google.com/view/nok-camp',
      'SITE',
      'site:view/nok-camp',
      'https://sites.google.com/view/nok-camp',
    ],
    ['https://forms.gle/AbCdEf123', 'SHORT_LINK', null, 'https://forms.gle/AbCdEf123', { code: 'AbCdEf123' }],
    ['https://photos.app.goo.gl/AbCdEf123', 'SHORT_LINK', null, 'https://photos.app.goo.gl/AbCdEf123'],
    ['https://goo.gl/maps/AbCdEf123', 'SHORT_LINK', null, 'https://goo.gl/maps/AbCdEf123'],
    [
      'https://www.google.com/url?q=javascript:alert(1)&q=http://localhost/',
      'PAGE',
      null,
      'https://www.google.com/url?q=http://localhost/&q=javascript:alert(1)',
    ],
    ['https://news.google.com/search?q=camp', 'PAGE', null, 'https://news.google.com/search?q=camp'],
    [
      'https://play.google.com/store/apps/details?id=org.nok&hl=th',
      'PAGE',
      null,
      'https://play.google.com/store/apps/details?hl=th&id=org.nok',
    ],
  ],
};
