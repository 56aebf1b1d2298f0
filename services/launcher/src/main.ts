#!/usr/bin/env node
import { describeError } from '@lapwing/store/logging';
import { createProgram } from './program.ts';

try {
  await createProgram().parseAsync();
} catch (error) {
  const { message, cause } = describeError(error);
  console.error(message);
  if (cause !== undefined) console.error(`(${cause.message})`);
  process.exit(1);
}
