/** The only way to the network. */
export const ask = (url: URL, request: RequestInit): Promise<Response> => fetch(url, request);
