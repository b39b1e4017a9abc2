import { type Call, ok, type Reply, type Route } from '../http/route.ts';
import { notFound, Refusal } from '../refusal.ts';
import { storeFile } from '../state/store-file.ts';

function upload({ core, raw, query, contentType }: Call): Reply {
  if (raw.length > core.manners.maxUploadBytes) throw new Refusal(413, 'M_TOO_LARGE', { says: 'Upload request body is too large' });
  const type = contentType === '' ? 'application/octet-stream' : contentType;
  return ok({ content_uri: storeFile(core, { bytes: raw, contentType: type, name: query.get('filename') ?? undefined }) });
}

/** Only for whoever is logged in, since the spec's 1.11. */
function download({ core, param }: Call): Reply {
  const file = core.world.files.get(`${param('server')}/${param('media')}`);
  if (file === undefined) throw notFound('Not found');
  const name = param('name') || file.name;
  return {
    status: 200,
    body: file.bytes,
    headers: {
      'content-type': file.contentType,
      'content-disposition': name === undefined ? 'inline' : `inline; filename*=utf-8''${encodeURIComponent(name)}`,
    },
  };
}

/** matrix-bot-sdk still sends `allow_remote`, which this version does not know and servers ignore. */
const query = ['timeout_ms', 'allow_remote'];

/** The way without a login is closed to newer files; whoever still goes it is to know. */
const closed = (): Reply => {
  throw new Refusal(404, 'M_NOT_FOUND', { says: 'Not found' });
};

export const mediaRoutes: readonly Route[] = [
  { method: 'GET', version: '', path: '/_matrix/media/v3/download/:server/:media', query, isOpen: true, handle: closed },
  { method: 'POST', version: '', path: '/_matrix/media/v3/upload', query: ['filename'], isUpload: true, handle: upload },
  { method: 'GET', version: 'v1', path: '/media/config', handle: ({ core }) => ok({ 'm.upload.size': core.manners.maxUploadBytes }) },
  { method: 'GET', version: 'v1', path: '/media/download/:server/:media', query, handle: download },
  { method: 'GET', version: 'v1', path: '/media/download/:server/:media/:name', query, handle: download },
  {
    method: 'GET',
    version: 'v1',
    path: '/media/thumbnail/:server/:media',
    query: [...query, 'width', 'height', 'method', 'animated'],
    handle: download,
  },
];
