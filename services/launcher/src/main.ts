#!/usr/bin/env node
import { describeError } from '@lapwing/store/logging';
import { createProgram } from './program.ts';

try {
  await createProgram().parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  if (error instanceof Error && error.cause !== undefined)
    console.error(`(${describeError(error.cause).message})`);
  process.exit(1);
}
