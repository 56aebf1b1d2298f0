import { once } from 'node:events';
import { createServer } from 'node:net';

/** @throws Error with a sentence that names the setting when nobody can listen there now */
export const requireFreePort = async (host: string, port: number): Promise<void> => {
  const probe = createServer();
  try {
    probe.listen({ host, port, exclusive: true });
    await once(probe, 'listening');
  } catch (error) {
    throw new Error(sentenceFor(error, host, port), { cause: error });
  }
  probe.close();
  await once(probe, 'close');
};

const sentenceFor = (error: unknown, host: string, port: number): string => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return `Port ${port} on ${host} is in use, perhaps by another Lapwing. Stop that program, or set LAPWING_PORT.`;
  }
  if (code === 'EACCES')
    return `Listening on port ${port} is not allowed here. Set LAPWING_PORT to 1024 or more.`;
  return `Lapwing cannot listen on ${host}, port ${port}. Check LAPWING_HOST and LAPWING_PORT.`;
};
