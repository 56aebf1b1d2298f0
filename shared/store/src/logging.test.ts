import { describe, expect, it } from 'vitest';
import { createLogger, describeError } from './logging.ts';

const logged = (write: (log: ReturnType<typeof createLogger>) => void): string => {
  const lines: string[] = [];
  write(createLogger('test', 'info', { write: (line) => lines.push(line) }));
  return lines.join('');
};

describe('createLogger', () => {
  it('writes one JSON object per line with service, level by name and ISO time', () => {
    const line = JSON.parse(logged((log) => log.info({ itemId: 'i1' }, 'hello')));
    expect(line).toMatchObject({ level: 'info', service: 'test', itemId: 'i1', msg: 'hello' });
    expect(new Date(line.time).toISOString()).toBe(line.time);
  });

  it.for(['text', 'note', 'authorization', 'cookie', 'password', 'token'])(
    'withholds %s at every depth it is likely to have',
    (field) => {
      const secret = 'what nobody should read';
      const line = logged((log) =>
        log.info({ [field]: secret, a: { [field]: secret, b: { [field]: secret, c: { [field]: secret } } } }),
      );
      expect(line).not.toContain(secret);
      expect(line).toContain('[withheld]');
    },
  );
});

describe('describeError', () => {
  it('drops query parameters from the message, the stack and the cause', () => {
    const cause = Object.assign(new Error('duplicate key'), {
      code: '23505',
      detail: 'Key (note)=(secret words)',
    });
    const error = new Error('Failed query: insert into flags\nparams: secret words', { cause });
    const described = describeError(error);
    expect(JSON.stringify(described)).not.toContain('secret words');
    expect(described.message).toBe('Failed query: insert into flags');
    expect(described.cause).toMatchObject({ message: 'duplicate key', code: '23505' });
    expect(described.stack).toContain('at ');
  });

  it('copes with what is thrown but is no Error', () => {
    expect(describeError('oops')).toMatchObject({ type: 'string' });
  });
});
