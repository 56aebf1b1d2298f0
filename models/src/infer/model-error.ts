/** MODEL_MISSING: nothing there · MODEL_TAMPERED: bytes differ from their hashes · MODEL_INVALID: hashes right, content unusable. */
export type ModelErrorCode = 'MODEL_MISSING' | 'MODEL_TAMPERED' | 'MODEL_INVALID';

/** A model folder was refused. The caller keeps the model it has. */
export class ModelError extends Error {
  override name = 'ModelError';
  readonly code: ModelErrorCode;

  constructor(code: ModelErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
