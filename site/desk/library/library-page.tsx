import { isShownElsewhere } from '#shared'
import { query, segments } from '../routing.ts'
import { EditorPage } from './editor-page.tsx'
import { LibraryList } from './library-list.tsx'
import { SharedAnswerPage } from './sharing/shared-answer-page.tsx'

/** `/desk/library`, `/desk/library/<answer>`, `/desk/library/new?question=…`. */
export function LibraryPage() {
  const [, id] = segments.value
  if (!id) return <LibraryList />
  if (isShownElsewhere(id)) return <SharedAnswerPage key={id} id={id} />
  return (
    <EditorPage key={id === 'new' ? `new ${query.value.get('question') ?? ''}` : id} id={id === 'new' ? null : id} />
  )
}
