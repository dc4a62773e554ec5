/** The means by which others' programs work on photos: job and result folders, commands, and files that hold a network or a mask. */
package dev.visor.external;
