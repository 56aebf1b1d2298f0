export { type Api, createApp } from './app.ts';
export type { ApiSettings, Dependencies } from './dependencies.ts';
export { type RunningApi, startApi } from './start-api.ts';
