import { command } from '../declaration.js';
import { choice } from '../option.js';

export const completionCommand = command({
  name: 'completion',
  summary: 'Print a script that completes commands, options and values in your shell',
  positionals: { shell: choice('Which shell (default: the one in $SHELL)', ['bash', 'zsh', 'fish']) },
  takes: ['display'],
  examples: [
    { line: 'provision completion bash >> ~/.bashrc', says: 'in every new bash' },
    { line: 'provision completion zsh >> ~/.zshrc', says: 'in every new zsh, where compinit has run' },
    {
      line: 'mkdir -p ~/.config/fish/completions && provision completion fish > ~/.config/fish/completions/provision.fish',
      says: 'in every new fish',
    },
  ],
  handler: async (request) => (await import('./handler.js')).runCompletion(request),
});
