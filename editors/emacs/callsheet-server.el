;;; callsheet-server.el --- Asking the server  -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: MIT

;;; Commentary:

;; What commands need of the server, whichever client has started it.

;;; Code:

(require 'seq)
(require 'url-util)

(define-error 'callsheet-refused "Refused" 'user-error)

(defvar callsheet-server-functions nil
  "Functions which find the server of the current buffer.
Each is called without arguments and returns nil, or a function of the name of a
command and its argument, a plist.  That has the server run the command and
returns the result, see `callsheet-plain'; it signals `callsheet-refused' with
the reason and whether that can be overruled.")

(defun callsheet-server ()
  "Return the function which asks the server of the current buffer."
  (or (run-hook-with-args-until-success 'callsheet-server-functions)
      (user-error "Callsheet does not run in this buffer; see `callsheet-eglot-ensure' and `callsheet-lsp-ensure'")))

(defun callsheet-plain (value)
  "Return VALUE, parsed JSON, with objects as plists and arrays as lists.
Clients parse objects as hash tables or plists."
  (cond
   ((hash-table-p value)
    (let (members)
      (maphash (lambda (key member)
                 (setq members (nconc (list (intern (concat ":" key)) (callsheet-plain member)) members)))
               value)
      members))
   ((and (vectorp value) value) (mapcar #'callsheet-plain value))
   ((consp value) (mapcar #'callsheet-plain value))
   ((eq value :json-false) nil)
   (t value)))

(defun callsheet-uri (path)
  "Return the URI of the file PATH."
  (concat "file://"
          (if (eq system-type 'windows-nt) "/" "")
          (url-hexify-string (directory-file-name (file-local-name (file-truename path))) url-path-allowed-chars)))

(defvar-local callsheet-file nil
  "The file that commands are about in a buffer that visits none.")

(defun callsheet-file ()
  "Return the file that commands in the current buffer are about."
  (or callsheet-file buffer-file-name (user-error "This buffer visits no file")))

(defun callsheet-features ()
  "Return the feature of the current buffer's file, or all of the workspace.
They are what the server's command `callsheet.graph' gives."
  (funcall (callsheet-server) "callsheet.graph" (list :uri (callsheet-uri (callsheet-file)))))

(defun callsheet--unsaved ()
  "Return the buffers of files that are not saved."
  (seq-filter (lambda (buffer) (and (buffer-file-name buffer) (buffer-modified-p buffer))) (buffer-list)))

(defun callsheet-apply-and-save (apply)
  "Call APPLY to apply an edit, and save what nothing else has changed.
So agents find on disk what has been done.  Buffers with other changes stay
unsaved.  Return the files that were saved."
  (let ((before (callsheet--unsaved)))
    (funcall apply)
    (mapcar (lambda (buffer)
              (with-current-buffer buffer
                (let ((save-silently t))
                  (save-buffer))
                buffer-file-name))
            (seq-difference (callsheet--unsaved) before))))

(provide 'callsheet-server)
;;; callsheet-server.el ends here
