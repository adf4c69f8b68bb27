/** How a client reaches a live session, on the host by which it reached the engine. */
export function connectionFields(host: string, signingKey: string) {
  return {
    connectUrl: `ws://${host}/connect?signingKey=${signingKey}`,
    seleniumRemoteUrl: `http://${host}/webdriver`,
    signingKey,
  };
}
