export * from './audit.ts';
export * from './extension.ts';
export * from './identity.ts';
export * from './items.ts';
export * from './models.ts';
export * from './people.ts';
export * from './phone.ts';
export * from './referrals.ts';
