;;; callsheet-lsp.el --- Callsheet with lsp-mode  -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: MIT

;;; Commentary:

;; Loaded when lsp-mode is.  Callsheet runs beside the servers for JSON, YAML and Markdown.

;;; Code:

(require 'callsheet)
(require 'callsheet-server)
(require 'seq)
(require 'subr-x)

(defvar lsp--cur-workspace)
(defvar lsp-language-id-configuration)
(declare-function lsp--apply-workspace-edit "lsp-mode")
(declare-function lsp--client-server-id "lsp-mode")
(declare-function lsp--workspace-client "lsp-mode")
(declare-function lsp-deferred "lsp-mode")
(declare-function lsp-get "lsp-mode")
(declare-function lsp-notify "lsp-mode")
(declare-function lsp-register-client "lsp-mode")
(declare-function lsp-request-async "lsp-mode")
(declare-function lsp-session "lsp-mode")
(declare-function lsp-session-folders "lsp-mode")
(declare-function lsp-stdio-connection "lsp-mode")
(declare-function lsp-workspace-folders-add "lsp-mode")
(declare-function lsp-workspaces "lsp-mode")
(declare-function make-lsp-client "lsp-mode")

(defun callsheet-lsp-attach (root)
  "Have lsp-mode start Callsheet in the current buffer, whose workspace is ROOT.
ROOT becomes a folder of lsp-mode's session, so it need not be asked for."
  (let ((folder (directory-file-name (file-truename root))))
    (unless (member folder (lsp-session-folders (lsp-session)))
      (lsp-workspace-folders-add folder)))
  (lsp-deferred))

(defun callsheet-lsp--apply-edit (workspace params)
  "Apply the edit in PARAMS, which a step has led to that the user asked for.
Tell the server of WORKSPACE which files were saved: it knows nothing yet of
those which were not open before."
  (condition-case failure
      (let ((saved (callsheet-apply-and-save
                    (lambda () (lsp--apply-workspace-edit (lsp-get params :edit) 'server-requested))))
            (lsp--cur-workspace workspace))
        (lsp-notify "workspace/didChangeWatchedFiles"
                    (list :changes (vconcat (mapcar (lambda (file) (list :uri (callsheet-uri file) :type 2)) saved))))
        '(:applied t))
    (error (list :applied :json-false :failureReason (error-message-string failure)))))

(defconst callsheet-lsp--patience 60
  "How long the answer to a command is waited for, in seconds.")

(defun callsheet-lsp--ask (workspace command argument)
  "Have the server of WORKSPACE run COMMAND with ARGUMENT, and return its result."
  (let ((lsp--cur-workspace workspace)
        answer)
    (lsp-request-async "workspace/executeCommand"
                       (list :command command :arguments (vector argument))
                       (lambda (result) (setq answer (list :result result)))
                       :error-handler (lambda (failure) (setq answer (list :failure (callsheet-plain failure))))
                       :mode 'detached)
    (with-timeout (callsheet-lsp--patience (user-error "Callsheet has not answered"))
      (while (not answer)
        (accept-process-output nil 0.05)))
    (when-let ((failure (plist-get answer :failure)))
      (signal 'callsheet-refused
              (list (plist-get failure :message)
                    (eq t (plist-get (plist-get failure :data) :can_be_forced)))))
    (callsheet-plain (plist-get answer :result))))

(defun callsheet-lsp--server ()
  "Return a function to ask the current buffer's server with, or nil.
Made for `callsheet-server-functions'."
  (when-let ((workspace (seq-find (lambda (workspace)
                                    (eq (lsp--client-server-id (lsp--workspace-client workspace)) 'callsheet))
                                  (lsp-workspaces))))
    (lambda (command argument)
      (callsheet-lsp--ask workspace command argument))))

(defun callsheet-lsp--handlers (&rest pairs)
  "Return a hash table of PAIRS, names and functions in turn."
  (let ((table (make-hash-table :test #'equal)))
    (while pairs
      (puthash (pop pairs) (pop pairs) table))
    table))

(lsp-register-client
 (make-lsp-client
  :server-id 'callsheet
  :add-on? t
  :new-connection (lsp-stdio-connection (lambda () callsheet-server-command))
  :activation-fn (lambda (file _mode) (callsheet-workspace-root file))
  :request-handlers (callsheet-lsp--handlers "workspace/applyEdit" #'callsheet-lsp--apply-edit)
  ;; What the lenses above a document do: one asks, the other has a view of its own.
  :action-handlers (callsheet-lsp--handlers
                    "callsheet.complete" (lambda (_action) (call-interactively #'callsheet-complete))
                    "callsheet.plan" (lambda (_action) (callsheet-plan)))))

;; For files without a major mode of their own.  What is there counts first.
(dolist (entry '(("\\.ya?ml\\'" . "yaml") ("\\.\\(?:md\\|markdown\\)\\'" . "markdown") ("\\.toml\\'" . "toml")))
  (add-to-list 'lsp-language-id-configuration entry t))

(add-hook 'callsheet-server-functions #'callsheet-lsp--server)

(provide 'callsheet-lsp)
;;; callsheet-lsp.el ends here
