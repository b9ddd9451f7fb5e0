const SHOWN_AT_MOST = 9
let drawn = 0

/** How much waits, on the tab's icon and on that of an installed desk. */
export function showCount(count: number): void {
  if (count === drawn) return
  drawn = count
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
  if (icon) icon.href = count > 0 ? iconWith(count) : '/favicon.svg'
  const badge = navigator as { setAppBadge?: (count: number) => Promise<void>; clearAppBadge?: () => Promise<void> }
  const told = count > 0 ? badge.setAppBadge?.(count) : badge.clearAppBadge?.()
  // Only an installed desk has one.
  told?.catch(() => {})
}

function iconWith(count: number): string {
  const shown = count > SHOWN_AT_MOST ? `${SHOWN_AT_MOST}+` : String(count)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="16" fill="#b3261e"/><text x="16" y="23" text-anchor="middle" font-family="sans-serif" font-weight="700" font-size="${shown.length > 1 ? 17 : 21}" fill="#fff">${shown}</text></svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}
