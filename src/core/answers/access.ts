/** Who may call a command. A room's admins are told by its platform; in a private room its person is one. */
export type Access = 'anyone' | 'room-admin' | 'operator';
