;;; callsheet-eglot.el --- Callsheet with eglot  -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: MIT

;;; Commentary:

;; Loaded by `callsheet-eglot-ensure'.  Eglot runs one server a buffer and picks it by major
;; mode, so in buffers of Callsheet's files, and only there, the choice is made for it.

;;; Code:

(require 'callsheet)
(require 'callsheet-server)
(require 'eglot)
(require 'project)
(require 'url-parse)

(defconst callsheet-eglot--modes
  '(((json-mode jsonc-mode js-json-mode json-ts-mode js-mode) . "json")
    ((yaml-mode yaml-ts-mode) . "yaml")
    ((markdown-mode gfm-mode markdown-ts-mode) . "markdown")
    ((conf-toml-mode toml-mode toml-ts-mode) . "toml")
    ((text-mode fundamental-mode) . "plaintext"))
  "Major modes that Callsheet's files can be in, with the names of languages.
Without a mode of its own JSON is in `js-mode', and YAML and Markdown are in
`fundamental-mode'.")

(defclass callsheet-eglot-server (eglot-lsp-server) ()
  :documentation "The language server Callsheet.")

(cl-defmethod eglot-client-capabilities ((_server callsheet-eglot-server))
  "Return what eglot can do, but for watching files.
It watches each folder of a project and none which is made later, so it is
better that the server looks for what others change."
  (let ((capabilities (copy-tree (cl-call-next-method))))
    (plist-put (plist-get capabilities :workspace)
               :didChangeWatchedFiles '(:dynamicRegistration :json-false))
    capabilities))

(defun callsheet-eglot--paths (edit)
  "Return the files that are different after EDIT, a WorkspaceEdit."
  (let ((uris (or (mapcar (lambda (change) (plist-get (plist-get change :textDocument) :uri))
                          (plist-get edit :documentChanges))
                  (mapcar (lambda (key) (substring (symbol-name key) 1))
                          (seq-filter #'keywordp (plist-get edit :changes))))))
    (mapcar (lambda (uri)
              (decode-coding-string (url-unhex-string (url-filename (url-generic-parse-url uri))) 'utf-8))
            (delq nil uris))))

(defvar eglot-confirm-server-initiated-edits)
(defvar eglot-confirm-server-edits)

(cl-defmethod eglot-handle-request ((_server callsheet-eglot-server) (_method (eql 'workspace/applyEdit))
                                    &key edit &allow-other-keys)
  "Apply EDIT, which a step has led to that the user asked for, without a question."
  (let ((eglot-confirm-server-initiated-edits nil)
        (eglot-confirm-server-edits nil)
        answer)
    (mapc #'find-file-noselect (callsheet-eglot--paths edit))
    (callsheet-apply-and-save (lambda () (setq answer (cl-call-next-method))))
    answer))

(defun callsheet-eglot--project (_directory)
  "Return the workspace of the current buffer as a project, for eglot only.
Made for `project-find-functions'."
  (when-let ((root (and (bound-and-true-p eglot-lsp-context)
                        buffer-file-name
                        (callsheet-workspace-root buffer-file-name))))
    (cons 'callsheet root)))
(put 'callsheet-eglot--project 'permanent-local-hook t)

(cl-defmethod project-root ((project (head callsheet)))
  "Return the folder of PROJECT, a workspace of Callsheet."
  (cdr project))

(defun callsheet-eglot-attach ()
  "Have eglot start Callsheet in the current buffer."
  (add-hook 'project-find-functions #'callsheet-eglot--project nil t)
  (setq-local eglot-server-programs
              (list (cons (callsheet-eglot--mode-list)
                          (cons 'callsheet-eglot-server callsheet-server-command))))
  (eglot-ensure))

(defun callsheet-eglot--mode-list ()
  "Return `callsheet-eglot--modes' as eglot wants it."
  (seq-mapcat (lambda (entry)
                (mapcar (lambda (mode) (list mode :language-id (cdr entry))) (car entry)))
              callsheet-eglot--modes))

(defun callsheet-eglot--server ()
  "Return a function to ask the current buffer's server with, or nil.
Made for `callsheet-server-functions'."
  (let ((server (eglot-current-server)))
    (when (object-of-class-p server 'callsheet-eglot-server)
      (lambda (command argument)
        (when (eglot-managed-p)
          (eglot--signal-textDocument/didChange))
        (condition-case failure
            (callsheet-plain (jsonrpc-request server :workspace/executeCommand
                                              (list :command command :arguments (vector argument))
                                              :timeout 60))
          (jsonrpc-error (callsheet-eglot--refuse failure)))))))

(defun callsheet-eglot--refuse (failure)
  "Signal `callsheet-refused' for FAILURE, an error of jsonrpc."
  (let ((details (cddr failure)))
    (signal 'callsheet-refused
            (list (or (alist-get 'jsonrpc-error-message details) (error-message-string failure))
                  (eq t (plist-get (alist-get 'jsonrpc-error-data details) :can_be_forced))))))

(add-hook 'callsheet-server-functions #'callsheet-eglot--server)

(provide 'callsheet-eglot)
;;; callsheet-eglot.el ends here
