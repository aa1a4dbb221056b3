" Callsheet for ALE: which files are Callsheet's, and how the language server is started.

" What may matter outside of .tmp: Markdown, because tasks refer to its lines and decision records and retrospectives are
" written in it, and OpenAPI documents, which contracts may name wherever they lie.
let s:outside = '\v\.(md|markdown)$|openapi[^/]*$'

" The nearest folder above a file for which a test says yes, or an empty string.
function! s:nearest(file, Test) abort
  let l:folder = fnamemodify(a:file, ':h')
  while !a:Test(l:folder)
    let l:above = fnamemodify(l:folder, ':h')
    if l:above is# l:folder
      return ''
    endif
    let l:folder = l:above
  endwhile
  return l:folder
endfunction

function! s:is_configured(folder) abort
  return filereadable(a:folder . '/callsheet.toml')
endfunction

function! s:has_artifacts(folder) abort
  return isdirectory(a:folder . '/.tmp/tasks')
  \ || isdirectory(a:folder . '/.tmp/planning')
  \ || isdirectory(a:folder . '/.tmp/contracts')
endfunction

" The workspace of a buffer's file: what stands before `.tmp/`, else the nearest folder above that holds a callsheet.toml,
" else, for Markdown and OpenAPI, one that holds artifacts. Empty for files that are none of Callsheet's business; ALE then
" starts no server. Of TOML files only callsheet.toml is.
function! callsheet#root(buffer) abort
  let l:file = substitute(fnamemodify(bufname(a:buffer), ':p'), '\\', '/', 'g')
  if l:file =~# '\.toml$'
    return fnamemodify(l:file, ':t') is# 'callsheet.toml' ? fnamemodify(l:file, ':h') : ''
  endif
  let l:root = matchstr(l:file, '\v^.*\ze/\.tmp/(tasks|planning|contracts|validation)/')
  if empty(l:root)
    let l:root = s:nearest(l:file, function('s:is_configured'))
  endif
  if empty(l:root) && l:file =~# s:outside
    let l:root = s:nearest(l:file, function('s:has_artifacts'))
  endif
  return l:root
endfunction

" Make the server known to ALE for a filetype.
function! callsheet#define(filetype) abort
  call ale#linter#Define(a:filetype, {
  \ 'name': 'callsheet',
  \ 'lsp': 'stdio',
  \ 'executable': get(g:, 'ale_callsheet_executable', 'callsheet'),
  \ 'command': '%e lsp',
  \ 'project_root': function('callsheet#root'),
  \})
endfunction

" Have ALE ask the server about a buffer, and complete with it, if its file is Callsheet's.
function! callsheet#attach(buffer) abort
  if empty(callsheet#root(a:buffer)) || !exists(':ALEInfo')
    return
  endif
  let l:filetype = getbufvar(a:buffer, '&filetype')
  let l:names = map(ale#linter#Get(l:filetype), 'v:val.name')
  if index(l:names, 'callsheet') < 0
    call setbufvar(a:buffer, 'ale_linters', {l:filetype: l:names + ['callsheet']})
  endif
  call setbufvar(a:buffer, '&omnifunc', 'callsheet#completion#omnifunc')
endfunction
