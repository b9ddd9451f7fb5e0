/** The two lines an owner pastes before `</body>`. The first is needed only to call the widget before it has loaded. */
export const snippetFor = (helpCentre: string, site: string, nonce = ''): string => {
  const with_ = nonce ? ` nonce="${nonce}"` : ''
  return `<script${with_}>window.Firstline=window.Firstline||function(){(Firstline.q=Firstline.q||[]).push(arguments)}</script>
<script${with_} async src="${helpCentre}/widget.js" data-site="${site}"></script>`
}
