package enrichment.standalone;

/** Why a row, or a whole file, is not imported; the message says it without any personal data. */
final class DirectoryRowException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DirectoryRowException(String reason) {
    super(reason);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
