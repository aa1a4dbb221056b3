;;; callsheet-plan.el --- The plan of a feature in a buffer  -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: MIT

;;; Commentary:

;; `callsheet-plan' shows the batches in which subtasks run, what each waits for, and the
;; critical path.  Every subtask is a button which opens its file, and keys take the next step.

;;; Code:

(require 'button)
(require 'callsheet)
(require 'callsheet-server)
(require 'callsheet-steps)
(require 'seq)
(require 'subr-x)
(require 'text-property-search)

(defconst callsheet-plan--marks
  '(("completed" "✓" success) ("in_progress" "~" warning) ("blocked" "✗" error))
  "The mark and the face of each status; any other has none of its own.")

(defconst callsheet-plan--buffer "*Callsheet plan*"
  "The name of the buffer with the plan.")

(defvar callsheet-plan-mode-map
  (let ((map (make-sparse-keymap)))
    (set-keymap-parent map (make-composed-keymap button-buffer-map special-mode-map))
    (define-key map "n" #'forward-button)
    (define-key map "p" #'backward-button)
    (define-key map "s" #'callsheet-start)
    (define-key map "c" #'callsheet-complete)
    (define-key map "b" #'callsheet-block)
    (define-key map "u" #'callsheet-unblock)
    (define-key map "o" #'callsheet-reopen)
    map)
  "The keys of `callsheet-plan-mode'.")

(define-derived-mode callsheet-plan-mode special-mode "Plan"
  "A buffer with the plan of features.

\\{callsheet-plan-mode-map}"
  (setq-local revert-buffer-function #'callsheet-plan--draw))

;;;###autoload
(defun callsheet-plan ()
  "Show in which order the subtasks of a feature run, and which can begin.
Of the feature that the current buffer's file belongs to, else of all features."
  (interactive)
  (let ((server (callsheet-server))
        (file (callsheet-file))
        (buffer (get-buffer-create callsheet-plan--buffer)))
    (with-current-buffer buffer
      (callsheet-plan-mode)
      (setq-local callsheet-server-functions (list (lambda () server)))
      (setq callsheet-file file
            default-directory (callsheet-workspace-root file))
      (callsheet-plan--draw))
    (add-hook 'callsheet-step-hook #'callsheet-plan--refresh)
    (pop-to-buffer buffer)))

(defun callsheet-plan--refresh ()
  "Draw the plan anew if there is one."
  (when-let ((buffer (get-buffer callsheet-plan--buffer)))
    (with-current-buffer buffer
      (revert-buffer))))

(defun callsheet-plan--draw (&rest _)
  "Ask for the plan, and write it into the current buffer."
  (let* ((plans (funcall (callsheet-server) "callsheet.plan" (list :uri (callsheet-uri (callsheet-file)))))
         (graphs (callsheet-features))
         (inhibit-read-only t)
         (subtask (get-text-property (point) 'callsheet-uri)))
    (erase-buffer)
    (unless plans
      (insert "There are no features here yet.\n"))
    (dolist (plan plans)
      (callsheet-plan--insert-feature
       plan (seq-find (lambda (graph) (equal (plist-get graph :feature) (plist-get plan :feature))) graphs)))
    (callsheet-plan--go-to (or subtask (callsheet-uri (callsheet-file))))))

(defun callsheet-plan--go-to (subtask)
  "Put the cursor on SUBTASK, the URI of its file, else on the first line."
  (goto-char (point-min))
  (when (text-property-search-forward 'callsheet-uri subtask #'equal)
    (forward-line -1)
    (forward-button 1))
  (when-let ((window (get-buffer-window)))
    (set-window-point window (point))))

(defun callsheet-plan--insert-feature (plan graph)
  "Insert PLAN, one feature's, with titles and states from GRAPH."
  (let* ((nodes (plist-get graph :nodes))
         (done (seq-count (lambda (node) (equal (plist-get node :status) "completed")) nodes)))
    (insert (propertize (plist-get plan :feature) 'face 'bold)
            (format "  %d of %d completed\n" done (length nodes)))
    (seq-do-indexed
     (lambda (batch index)
       (insert (propertize (format "\nBatch %d\n" (1+ index)) 'face 'font-lock-keyword-face))
       (dolist (number batch)
         (callsheet-plan--insert-subtask number nodes plan)))
     (plist-get plan :batches))
    (when-let ((unplanned (plist-get plan :unplanned)))
      (insert (propertize "\nIn no batch, because of a cycle\n" 'face 'error))
      (dolist (number unplanned)
        (callsheet-plan--insert-subtask number nodes plan)))
    (callsheet-plan--insert-list "\nCritical path  " (plist-get plan :critical_path) " → ")
    (callsheet-plan--insert-list "Ready          " (plist-get plan :ready) ", ")
    (insert "\n")))

(defun callsheet-plan--insert-list (heading numbers separator)
  "Insert a line with HEADING and NUMBERS, unless there are none.
SEPARATOR stands between them."
  (when numbers
    (insert (propertize heading 'face 'font-lock-keyword-face) (string-join numbers separator) "\n")))

(defun callsheet-plan--insert-subtask (number nodes plan)
  "Insert a line for the subtask with NUMBER, one of NODES, in PLAN."
  (let* ((node (seq-find (lambda (node) (equal (plist-get node :id) number)) nodes))
         (path (expand-file-name (plist-get node :path)))
         (mark (cdr (assoc (plist-get node :status) callsheet-plan--marks)))
         (start (point)))
    (insert "  " (propertize (or (car mark) "○") 'face (cadr mark)) " ")
    (insert-text-button (format "%s  %s" number (or (plist-get node :title) (plist-get node :path)))
                        'action (lambda (_button) (find-file path))
                        'face (unless (equal (plist-get node :status) "completed") 'button)
                        'help-echo (plist-get node :path)
                        'follow-link t)
    (insert (callsheet-plan--remark number plan) "\n")
    (put-text-property start (point) 'callsheet-uri (callsheet-uri path))))

(defun callsheet-plan--remark (number plan)
  "Return why the subtask with NUMBER cannot begin yet, by PLAN."
  (let* ((waiting (seq-find (lambda (entry) (equal (plist-get entry :subtask) number)) (plist-get plan :waiting)))
         (reasons (delq nil
                        (list (when (plist-get waiting :waits_for)
                                (concat "waits for " (string-join (plist-get waiting :waits_for) ", ")))
                              (when (plist-get waiting :missing)
                                (concat "depends on what does not exist: "
                                        (string-join (plist-get waiting :missing) ", ")))
                              (when (plist-get waiting :unclear) "its dependencies are unclear")))))
    (if reasons
        (propertize (concat "  " (string-join reasons "; ")) 'face 'shadow)
      "")))

(provide 'callsheet-plan)
;;; callsheet-plan.el ends here
