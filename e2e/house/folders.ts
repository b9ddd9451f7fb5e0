import { posix } from 'node:path'

/** More than these in one folder are no longer found by looking: ideas of their own want folders of their own. */
export const MOST_FILES_OF_A_FOLDER = 20

/** Files right in a folder (those of its folders count there), tests too, the fullest first. */
export function filesByFolder(paths: readonly string[]): [folder: string, files: number][] {
  const counts = new Map<string, number>()
  for (const path of paths) counts.set(posix.dirname(path), (counts.get(posix.dirname(path)) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])
}

export const fullFolders = (paths: readonly string[]): string[] =>
  filesByFolder(paths)
    .filter(([, files]) => files > MOST_FILES_OF_A_FOLDER)
    .map(([folder, files]) => `${folder}: ${files} files`)
