import script from './page/app.client.js';
import html from './page/index.html';
import style from './page/style.css';
import theme from './page/theme.css';

export interface Asset {
  readonly type: string;
  readonly text: string;
}

export const page: Asset = { type: 'text/html; charset=utf-8', text: html };
export const pageScript: Asset = { type: 'text/javascript; charset=utf-8', text: script };
export const pageStyle: Asset = { type: 'text/css; charset=utf-8', text: theme + style };
