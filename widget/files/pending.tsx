import { live } from '../panel/live.ts'
import type { Files } from './files.tsx'
import { Row } from './row.tsx'

/** The files of a message on its way. */
export const Pending = live(function Pending({ files, place }: { files: Files; place: string }) {
  return (
    <ul class="strip">
      {files.of(place).map((file) => (
        <Row key={file.id} file={file} files={files} remove={false} />
      ))}
    </ul>
  )
})
