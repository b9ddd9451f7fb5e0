/** What is looked for on a screen is waited for as long as `expect.poll` waits; where nothing is drawn, nothing is loaded. */
if (typeof document !== 'undefined') {
  const { configure } = await import('@testing-library/preact')
  configure({ asyncUtilTimeout: 30_000 })
}
