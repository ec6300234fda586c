import { removeApp } from './app';

export default removeApp;
