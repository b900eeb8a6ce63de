/** The page of the guide without VS Code. */
import type { GuideToHost, HostToGuide } from '../../../src/protocol/guide';
import { type PageOptions, type WebviewPage, openWebviewPage } from './webview-page';

export type GuidePage = WebviewPage<GuideToHost, HostToGuide>;

export const openGuidePage = (options?: PageOptions): Promise<GuidePage> => openWebviewPage('guide', options);
