/**
 * Files in: dropped anywhere on the page, or picked.
 * @module
 */
import { byId } from './dom';

export function takeFiles(onFiles: (files: readonly File[]) => void): void {
  const input = byId('files', HTMLInputElement);
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])];
    input.value = ''; // so that the same file may be chosen again
    if (files.length > 0) onFiles(files);
  });
  const over = (is: boolean) => document.body.classList.toggle('over', is);
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  document.addEventListener('dragover', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    event.dataTransfer!.dropEffect = 'copy';
    over(true);
  });
  document.addEventListener('dragleave', (event) => over(event.relatedTarget !== null));
  document.addEventListener('drop', (event) => {
    over(false);
    if (!hasFiles(event)) return;
    event.preventDefault(); // else the browser opens the file in the place of the page
    const files = [...event.dataTransfer!.files];
    if (files.length > 0) onFiles(files);
  });
}
