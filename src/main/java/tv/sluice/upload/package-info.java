/**
 * Brings the bytes of a video in: by tus from a browser or an app, by a plain PUT, or by fetching a URL. Start reading at UploadsResource
 * (how an upload begins), TusHandler (a request with bytes), Reception (the bytes' way to the disk) and UploadCompletion (the last byte).
 */
@org.jspecify.annotations.NullMarked
package tv.sluice.upload;
