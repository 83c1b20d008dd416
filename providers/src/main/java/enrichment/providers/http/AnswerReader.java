package enrichment.providers.http;

import com.fasterxml.jackson.databind.JsonNode;
import enrichment.providers.Answer;
import enrichment.providers.Question;

/** Makes an answer of what a vendor says. */
interface AnswerReader {

  Answer read(JsonNode json, Question question) throws UnreadableAnswerException;
}
