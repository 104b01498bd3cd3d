namespace BackendAgents.Engineering.Contracts;

// The answers of endpoints. 429, 500 and 503 belong to each.
internal static class Responses
{
    public static HttpResponse Ok(string description, string schema, IReadOnlyList<string> headers) =>
        new(200, description, schema) { Headers = headers };

    public static HttpResponse Created(string description, string schema, IReadOnlyList<string> headers) =>
        new(201, description, schema) { Headers = headers };

    public static HttpResponse NoContent(string description) => new(204, description, null);

    public static IReadOnlyList<HttpResponse> Of(IEnumerable<Answer> answers) =>
        [
            .. answers
                .Append(429)
                .Append(500)
                .Append(503)
                .Select(static answer => answer.Response)
                .OrderBy(static response => response.Status),
        ];

    /// <summary>The same, with problems that have codes of their own beside those of their status.</summary>
    public static IReadOnlyList<HttpResponse> Of(IEnumerable<Answer> answers, IEnumerable<(int Status, string Code)> named)
    {
        var codes = named.ToLookup(static problem => problem.Status, static problem => problem.Code);
        var all = Of(answers.Concat(codes.Select(static problems => (Answer)problems.Key))).DistinctBy(static response => response.Status);
        return
        [
            .. all.Select(response =>
                codes.Contains(response.Status)
                    ? response with
                    {
                        Codes = [.. response.Codes.Concat(codes[response.Status]).Distinct()],
                    }
                    : response
            ),
        ];
    }

    public static HttpResponse Problem(int status) =>
        status switch
        {
            400 => new(400, "The request is malformed or a value is out of bounds.", SchemaBuilder.ValidationProblem),
            401 => new(401, "The caller has not proved who it is.", SchemaBuilder.Problem),
            402 => new(402, "Something is to be paid first.", SchemaBuilder.Problem),
            403 => new(403, "The caller may not do this.", SchemaBuilder.Problem),
            404 => new(404, "There is no such resource.", SchemaBuilder.Problem),
            409 => new(409, "The request conflicts with the current state.", SchemaBuilder.Problem),
            410 => new(410, "It is not there any more.", SchemaBuilder.Problem),
            412 => new(412, "The resource has changed since it was read.", SchemaBuilder.Problem),
            413 => new(413, "What was sent is too large.", SchemaBuilder.Problem),
            415 => new(415, "What was sent is of another type than it may be.", SchemaBuilder.Problem),
            416 => new(416, "There is no such part.", SchemaBuilder.Problem),
            422 => new(422, "The request is understood, but can't be done as it is.", SchemaBuilder.Problem),
            423 => new(423, "It is locked.", SchemaBuilder.Problem),
            428 => new(428, "The If-Match header is missing.", SchemaBuilder.Problem),
            429 => new(429, "Too many requests.", SchemaBuilder.Problem) { Headers = ["Retry-After"] },
            500 => new(500, "The service failed.", SchemaBuilder.Problem),
            501 => new(501, "What this does has not been written yet.", SchemaBuilder.Problem),
            503 => new(503, "The database is away or full for the moment.", SchemaBuilder.Problem) { Headers = ["Retry-After"] },
            _ => throw new ArgumentOutOfRangeException(nameof(status)),
        };

    // A success, or the status of a problem.
    internal readonly record struct Answer(HttpResponse Response)
    {
        public static implicit operator Answer(HttpResponse response) => new(response);

        public static implicit operator Answer(int status) => new(Problem(status));
    }
}
