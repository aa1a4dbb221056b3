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
(require 'url-util)

(defgroup callsheet nil
  "Files that direct teams of coding agents."
  :group 'tools
  :prefix "callsheet-")

(defcustom callsheet-server-command '("callsheet" "lsp")
  "The command which starts the language server, a list of strings."
  :type '(repeat string))

(declare-function callsheet-eglot-attach "callsheet-eglot")
(declare-function callsheet-lsp-attach "callsheet-lsp")
(autoload 'callsheet-plan "callsheet-plan" "Show in which order subtasks run, and which can begin." t)

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

;;;; Asking the server

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

;;;; Steps

(defvar callsheet-step-hook nil
  "Hook run after a step has changed a subtask or feature.")

(defun callsheet--step (command argument)
  "Have the server take the step COMMAND with ARGUMENT, and return its result.
Ask whether to go on when it is refused and that can be overruled."
  (condition-case refusal
      (let ((result (funcall (callsheet-server) command argument)))
        (run-hooks 'callsheet-step-hook)
        (message "Callsheet: %s" (plist-get result :label))
        result)
    (callsheet-refused
     (pcase-let ((`(,reason ,can-be-forced) (cdr refusal)))
       (if (and can-be-forced (y-or-n-p (format "%s.  Go on all the same? " reason)))
           (callsheet--step command (append argument '(:force t)))
         (user-error "%s" reason))))))

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

(defun callsheet--choose (prompt choices)
  "Let the user choose from CHOICES, an alist of (NAME . VALUE), with PROMPT.
Return the value; a single choice is no question."
  (if (cdr choices)
      (cdr (assoc (completing-read prompt choices nil t) choices))
    (or (cdar choices) (user-error "There is nothing here to choose from"))))

(defun callsheet--subtasks ()
  "Return the subtasks of the current buffer's features, an alist of (NAME . URI)."
  (let ((root (callsheet-workspace-root (callsheet-file)))
        (features (callsheet-features)))
    (seq-mapcat
     (lambda (feature)
       (mapcar (lambda (node)
                 (cons (concat (when (cdr features) (concat (plist-get feature :feature) "/"))
                               (plist-get node :id) " " (or (plist-get node :title) ""))
                       (callsheet-uri (expand-file-name (plist-get node :path) root))))
               (plist-get feature :nodes)))
     features)))

(defun callsheet--read-subtask (prompt)
  "Return the URI of the subtask at point in a plan or in the current buffer.
Where there is none, or with a prefix argument, let the user choose one with
PROMPT."
  (or (get-text-property (point) 'callsheet-uri)
      (let ((here (callsheet-uri (callsheet-file)))
            (subtasks (callsheet--subtasks)))
        (if (and (not current-prefix-arg) (rassoc here subtasks))
            here
          (callsheet--choose prompt subtasks)))))

(defun callsheet--read-feature (prompt)
  "Return the name of the current buffer's feature.
Where there are several, let the user choose one with PROMPT."
  (callsheet--choose prompt
                     (mapcar (lambda (feature) (cons (plist-get feature :feature) (plist-get feature :feature)))
                             (callsheet-features))))

(defun callsheet--feature-argument (feature)
  "Return the argument of a command about FEATURE, a name."
  (list :uri (callsheet-uri (callsheet-file)) :feature feature))

(defconst callsheet--longest-summary 200
  "How many characters a completion summary can have.")

(defun callsheet--read-summary ()
  "Ask for the summary of what was done; nil if there is none."
  (let ((summary (read-string "What was done (may be empty): ")))
    (while (> (length summary) callsheet--longest-summary)
      (setq summary (read-string (format "What was done, in %d characters, not %d: "
                                         callsheet--longest-summary (length summary))
                                 summary)))
    (unless (string-empty-p summary) summary)))

;;;###autoload
(defun callsheet-start (subtask)
  "Set SUBTASK, the URI of its file, in progress."
  (interactive (list (callsheet--read-subtask "Start: ")))
  (callsheet--step "callsheet.start" (list :uri subtask)))

;;;###autoload
(defun callsheet-complete (subtask &optional summary)
  "Set SUBTASK, the URI of its file, completed.
SUMMARY says what was done.  After the last subtask of a feature ask whether
the feature is complete too."
  (interactive (list (callsheet--read-subtask "Complete: ") (callsheet--read-summary)))
  (let* ((argument (append (list :uri subtask) (when summary (list :summary summary))))
         (result (callsheet--step "callsheet.complete" argument))
         (feature (plist-get result :feature)))
    (when (and (plist-get result :is_last)
               (y-or-n-p (format "All subtasks of %s are completed.  Complete the feature as well? " feature)))
      (callsheet-complete-feature feature))))

;;;###autoload
(defun callsheet-block (subtask)
  "Set SUBTASK, the URI of its file, blocked."
  (interactive (list (callsheet--read-subtask "Block: ")))
  (callsheet--step "callsheet.block" (list :uri subtask)))

;;;###autoload
(defun callsheet-unblock (subtask)
  "Set SUBTASK, the URI of a blocked subtask's file, back to pending."
  (interactive (list (callsheet--read-subtask "Unblock: ")))
  (callsheet--step "callsheet.unblock" (list :uri subtask)))

;;;###autoload
(defun callsheet-reopen (subtask)
  "Set SUBTASK, the URI of a completed subtask's file, back to pending."
  (interactive (list (callsheet--read-subtask "Reopen: ")))
  (callsheet--step "callsheet.reopen" (list :uri subtask)))

;;;###autoload
(defun callsheet-complete-ready (feature)
  "Set all subtasks of FEATURE, a name, completed which can be now."
  (interactive (list (callsheet--read-feature "Complete all that is ready of: ")))
  (callsheet--step "callsheet.completeReady" (callsheet--feature-argument feature)))

;;;###autoload
(defun callsheet-complete-feature (feature)
  "Set the task of FEATURE, a name, completed."
  (interactive (list (callsheet--read-feature "Complete the feature: ")))
  (callsheet--step "callsheet.completeFeature" (callsheet--feature-argument feature)))

;;;###autoload
(defun callsheet-archive (feature)
  "Move FEATURE, a name, to the archive."
  (interactive (list (callsheet--read-feature "Archive: ")))
  (callsheet--step "callsheet.archive" (callsheet--feature-argument feature)))

(provide 'callsheet)
;;; callsheet.el ends here
