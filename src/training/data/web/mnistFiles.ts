/** The last name of a folder. */
export const nameOfFolder = (folder: string): string => folder.slice(folder.lastIndexOf('/') + 1);
