// Prints the help of each command, as JSON by its name; '' is the program itself. It is a process of its own, because help
// is as wide as the terminal of the process that prints it, and here there is none.
// Arguments: the file of the bundle that has `main`, and the names of the commands.
import { pathToFileURL } from 'node:url';

const [file, ...commands] = process.argv.slice(2);
const { main } = await import(pathToFileURL(file).href);
const print = process.stdout.write;
const texts = {};
for (const name of ['', ...commands]) {
  let text = '';
  process.stdout.write = (chunk) => {
    text += chunk;
    return true;
  };
  const code = await main([...(name === '' ? [] : [name]), '--help']);
  process.stdout.write = print;
  if (code !== 0 || text === '') throw new Error(`${name} --help ended with ${code}, and ${text.length} characters`);
  texts[name] = text;
}
process.stdout.write(JSON.stringify(texts));
