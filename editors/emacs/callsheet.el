;;; callsheet.el --- Files that direct teams of coding agents  -*- lexical-binding: t; -*-

;; Author: the Callsheet contributors
;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1") (eglot "1.9"))
;; Keywords: languages, tools
;; SPDX-License-Identifier: MIT

;;; Commentary:

;; Callsheet is a language server for tasks, subtasks, contracts, story maps, backlogs and
;; briefs.  This package starts it, with eglot or with lsp-mode, in the buffers of such files
;; and in no others, and has commands for the steps in the life of a subtask or feature.
;;
;;     (require 'callsheet)
;;     (add-hook 'find-file-hook #'callsheet-eglot-ensure)  ; or #'callsheet-lsp-ensure
;;
;; The program `callsheet' has to be in `exec-path'.

;;; Code:

(require 'easymenu)
(require 'seq)
(require 'subr-x)

(defgroup callsheet nil
  "Files that direct teams of coding agents."
  :group 'tools
  :prefix "callsheet-")

(defcustom callsheet-server-command '("callsheet" "lsp")
  "The command which starts the language server, a list of strings."
  :type '(repeat string))

(declare-function callsheet-eglot-attach "callsheet-eglot")
(declare-function callsheet-lsp-attach "callsheet-lsp")
(autoload 'callsheet-plan "callsheet-plan" "Show in which order subtasks run." t)
(dolist (step '(callsheet-start callsheet-complete callsheet-block callsheet-unblock callsheet-reopen
                callsheet-complete-ready callsheet-complete-feature callsheet-archive))
  (autoload step "callsheet-steps" "Take a step of a subtask or feature." t))

;;;; Which files, and where their workspace is

(defconst callsheet--document "\\.\\(?:jsonc?\\|ya?ml\\|md\\|markdown\\)\\'"
  "Matches the names of files which can be of interest.")

(defconst callsheet--below-artifacts
  "\\`\\(.*/\\)\\.tmp/\\(?:tasks\\|planning\\|contracts\\|validation\\)/"
  "Matches the beginning of an artifact's name; the first group is its workspace.")

(defconst callsheet--outside "\\.\\(?:md\\|markdown\\)\\'\\|openapi[^/]*\\'"
  "Matches what may matter outside of `.tmp'.
Tasks refer to the lines of Markdown, decision records and retrospectives are
written in it, and contracts may name OpenAPI documents wherever they lie.")

(defun callsheet--marked-p (folder)
  "Return whether a workspace has its artifacts in FOLDER."
  (seq-some (lambda (mark) (file-directory-p (expand-file-name mark folder)))
            '(".tmp/tasks" ".tmp/planning" ".tmp/contracts")))

(defun callsheet-workspace-root (file)
  "Return the workspace of FILE, with a slash behind it.
That is what stands before `.tmp/', else the nearest folder above with a
`callsheet.toml', else, for Markdown and OpenAPI, one with artifacts in it.
Return nil if FILE is none of Callsheet's business."
  (let* ((name (expand-file-name file))
         (folder (file-name-directory name)))
    (cond
     ((string= (file-name-nondirectory name) "callsheet.toml") folder)
     ((not (string-match-p callsheet--document name)) nil)
     ((string-match callsheet--below-artifacts name) (match-string 1 name))
     ((when-let ((root (locate-dominating-file folder "callsheet.toml")))
        (expand-file-name root)))
     ((string-match-p callsheet--outside name)
      (when-let ((root (locate-dominating-file folder #'callsheet--marked-p)))
        (expand-file-name root))))))

;;;; Where the server runs

(defvar callsheet-mode-map
  (let ((map (make-sparse-keymap)))
    ;; JSON is in modes made for JavaScript, where M-. looks for functions.
    (define-key map [remap js-find-symbol] #'xref-find-definitions)
    map)
  "The keys of `callsheet-mode'.")

(easy-menu-define callsheet-mode-menu callsheet-mode-map
  "The steps of subtasks and features."
  '("Callsheet"
    ["Plan" callsheet-plan]
    "---"
    ["Start" callsheet-start]
    ["Complete" callsheet-complete]
    ["Block" callsheet-block]
    ["Unblock" callsheet-unblock]
    ["Reopen" callsheet-reopen]
    "---"
    ["Complete All Ready" callsheet-complete-ready]
    ["Complete Feature" callsheet-complete-feature]
    ["Archive Feature" callsheet-archive]))

(define-minor-mode callsheet-mode
  "The menu and keys of buffers that Callsheet runs in.
`callsheet-eglot-ensure' and `callsheet-lsp-ensure' turn it on.")

;;;###autoload
(defun callsheet-eglot-ensure ()
  "Have eglot start Callsheet in this buffer if it visits a file of Callsheet's.
Made for `find-file-hook'."
  (when (and buffer-file-name (callsheet-workspace-root buffer-file-name))
    (require 'callsheet-eglot)
    (callsheet-mode)
    (callsheet-eglot-attach)))

;;;###autoload
(defun callsheet-lsp-ensure ()
  "Have lsp-mode start Callsheet in this buffer if it visits a file of Callsheet's.
Made for `find-file-hook'."
  (when-let ((root (and buffer-file-name (callsheet-workspace-root buffer-file-name))))
    (require 'lsp-mode)
    (require 'callsheet-lsp)
    (callsheet-mode)
    (callsheet-lsp-attach root)))

(with-eval-after-load 'lsp-mode
  (require 'callsheet-lsp))

(provide 'callsheet)
;;; callsheet.el ends here
