export type { SourceFile, SourceSet } from '../protocol/sources';
