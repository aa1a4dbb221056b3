" Callsheet in Vim with ALE: files that direct teams of coding agents.

if exists('g:loaded_callsheet')
  finish
endif
let g:loaded_callsheet = 1

augroup callsheet
  autocmd!
  autocmd FileType json,jsonc,yaml,markdown,toml call callsheet#attach(str2nr(expand('<abuf>')))
  autocmd CompleteDone * call callsheet#completion#done(v:completed_item)
augroup END
