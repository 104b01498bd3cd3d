using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace SampleService.Infrastructure;

/// <summary>A question that waits in the outbox.</summary>
/// <param name="Subject">The row that it is about.</param>
/// <param name="Request">What is asked, as the provider reads it.</param>
internal sealed record ProviderQuestion(Guid Subject, JsonElement Request);

/// <summary>Puts questions into the outbox, in the transaction that they come from.</summary>
public static class ProviderQuestions
{
    /// <summary>Has a provider asked once the transaction is stored; questions about one row are asked in their order.</summary>
    /// <param name="work">The work that it comes from.</param>
    /// <param name="calls">The provider.</param>
    /// <param name="subject">The row that it is about.</param>
    /// <param name="request">What is asked.</param>
    public static void Ask<TRequest, TAnswer>(this Work work, ProviderCalls<TRequest, TAnswer> calls, Guid subject, TRequest request)
        where TAnswer : class =>
        work.Db.Post(
            calls.Target.Kind,
            subject.ToString(),
            new ProviderQuestion(
                subject,
                JsonSerializer.SerializeToElement(request, work.Service<IOptions<JsonOptions>>().Value.SerializerOptions)
            )
        );
}
