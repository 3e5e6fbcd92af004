/** Where the program may connect to when somebody else chose the address. Start reading at OutboundAddresses. */
@org.jspecify.annotations.NullMarked
package tv.sluice.platform.net;
