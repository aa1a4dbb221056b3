/** Payment: charges and refunds. The only module that imports the Stripe library. */
export {};
