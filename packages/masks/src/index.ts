/**
 * Training and validation masks per replica, in the data basis and in the eigenmode basis.
 *
 * @module
 */
export {};
