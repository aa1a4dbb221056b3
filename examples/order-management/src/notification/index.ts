/** Notification: emails to customers. The only module that imports the SendGrid client. */
export {};
