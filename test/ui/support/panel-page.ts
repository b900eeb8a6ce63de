/** The page of the training panel without VS Code. */
import type { FromWebview, ToWebview } from '../../../src/protocol/panel';
import { type PageOptions, type WebviewPage, openWebviewPage } from './webview-page';

export type PanelPage = WebviewPage<FromWebview, ToWebview>;

export const openPanelPage = (options?: PageOptions): Promise<PanelPage> => openWebviewPage('training', options);
