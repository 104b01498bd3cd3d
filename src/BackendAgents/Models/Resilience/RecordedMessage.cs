namespace BackendAgents.Models.Resilience;

/// <summary>A request kept so that it can be sent more than once: a message itself may be sent only once.</summary>
internal sealed class RecordedMessage
{
    private readonly HttpRequestMessage _original;
    private readonly byte[] _body;

    private RecordedMessage(HttpRequestMessage original, byte[] body)
    {
        _original = original;
        _body = body;
    }

    public static async Task<RecordedMessage> OfAsync(HttpRequestMessage message, CancellationToken cancellation) =>
        new(message, message.Content is null ? [] : await message.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false));

    /// <summary>A fresh message: as it was for the first target, readdressed for any other.</summary>
    public HttpRequestMessage For(ModelTarget? other)
    {
        HttpRequestMessage message = new(_original.Method, _original.RequestUri)
        {
            Version = _original.Version,
            VersionPolicy = _original.VersionPolicy,
        };
        foreach ((string name, IEnumerable<string> values) in _original.Headers)
            message.Headers.TryAddWithoutValidation(name, values);

        byte[] sent = _body;
        other?.Readdress(message, ref sent);
        if (_original.Content is not null)
        {
            message.Content = new ByteArrayContent(sent);
            foreach ((string name, IEnumerable<string> values) in _original.Content.Headers)
            {
                if (!string.Equals(name, "Content-Length", StringComparison.OrdinalIgnoreCase))
                    message.Content.Headers.TryAddWithoutValidation(name, values);
            }
        }

        return message;
    }
}
