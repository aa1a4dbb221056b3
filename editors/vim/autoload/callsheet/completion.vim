" Completion of Callsheet's files. ALE's own takes no notice of which text an item replaces, so that quotation marks would
" come twice; here each item replaces what the server says.

" How long an answer is waited for, in milliseconds.
let s:patience = 2000

" How many UTF-16 units a text has: the unit of columns in the protocol.
function! s:units(text) abort
  return strchars(substitute(a:text, '[\U10000-\U10FFFF]', 'xx', 'g'))
endfunction

" The byte in a line at which a number of UTF-16 units stand before it.
function! s:byte(line, units) abort
  let l:text = ''
  for l:character in split(a:line, '\zs')
    if s:units(l:text) >= a:units
      break
    endif
    let l:text .= l:character
  endfor
  return len(l:text)
endfunction

" What the server offers at the cursor: the items of the protocol.
function! s:request() abort
  let l:buffer = bufnr('')
  let l:answer = {}
  let l:message = [0, 'textDocument/completion', {
  \ 'textDocument': {'uri': ale#util#ToURI(expand('%:p'))},
  \ 'position': {'line': line('.') - 1, 'character': s:units(strpart(getline('.'), 0, col('.') - 1))},
  \}]
  " ALE tells the server of changes only when it lints, which may be later.
  call ale#lsp_linter#SendRequest(l:buffer, 'callsheet', ale#lsp#message#DidChange(l:buffer))
  call ale#lsp_linter#SendRequest(l:buffer, 'callsheet', l:message, {response -> extend(l:answer, response)})
  let l:until = reltime()
  while empty(l:answer) && reltimefloat(reltime(l:until)) * 1000 < s:patience && !complete_check()
    sleep 2m
  endwhile
  let l:result = get(l:answer, 'result', v:null)
  return type(l:result) is v:t_dict ? l:result.items : type(l:result) is v:t_list ? l:result : []
endfunction

" An item as Vim shows it. Its word replaces the line from the byte that all items share, up to the cursor; Vim knows no
" words of several lines, nor what an item replaces behind the cursor, so that is done when it is chosen.
function! s:shown(item, line, start, column) abort
  let l:range = a:item.textEdit.range
  let l:lines = split(a:item.textEdit.newText, "\n", 1)
  let l:documentation = get(a:item, 'documentation', '')
  return {
  \ 'word': strpart(a:line, a:start, s:byte(a:line, l:range.start.character) - a:start) . l:lines[0],
  \ 'abbr': a:item.label,
  \ 'menu': get(a:item, 'detail', ''),
  \ 'info': type(l:documentation) is v:t_dict ? l:documentation.value : l:documentation,
  \ 'user_data': {'callsheet': {
  \   'below': l:lines[1:],
  \   'replaced': max([0, s:byte(a:line, l:range.end.character) - a:column]),
  \ }},
  \}
endfunction

" For 'omnifunc', see |complete-functions|.
function! callsheet#completion#omnifunc(findstart, base) abort
  if !a:findstart
    return s:words
  endif
  let l:line = getline('.')
  let l:column = col('.') - 1
  let l:items = filter(s:request(), 'type(get(v:val, "textEdit")) is v:t_dict')
  if empty(l:items)
    return -3
  endif
  let l:start = min(map(copy(l:items), 's:byte(l:line, v:val.textEdit.range.start.character)'))
  let s:words = map(l:items, 's:shown(v:val, l:line, l:start, l:column)')
  return l:start
endfunction

" Add the other lines of an item that was chosen, and take away what it replaces behind the cursor.
function! callsheet#completion#done(item) abort
  let l:data = get(a:item, 'user_data', '')
  if type(l:data) isnot v:t_dict || !has_key(l:data, 'callsheet')
    return
  endif
  let l:below = l:data.callsheet.below
  let l:column = col('.') - 1
  let l:rest = strpart(getline('.'), l:column + l:data.callsheet.replaced)
  let l:lines = [strpart(getline('.'), 0, l:column)] + l:below
  let l:end = len(l:lines[-1]) + 1
  let l:lines[-1] .= l:rest
  call setline('.', l:lines[0])
  call append('.', l:lines[1:])
  call cursor(line('.') + len(l:below), l:end)
endfunction
