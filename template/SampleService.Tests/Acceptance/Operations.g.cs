// Generated from backend.yaml: what scenarios call. Change the blueprint, not this file.
#nullable enable

namespace SampleService.Tests.Acceptance;

/// <summary>The operations that scenarios call.</summary>
internal static class Operations
{
    public static readonly Operation CreateApiKey =
        new("createApiKey", "POST", "/api/v1/auth/keys",
            201, Answer.Object);
    public static readonly Operation CreateSampleNote =
        new("createSampleNote", "POST", "/api/v1/sample-notes",
            201, Answer.Object);
    public static readonly Operation DeleteSampleNote =
        new("deleteSampleNote", "DELETE", "/api/v1/sample-notes/{id}",
            204, Answer.Nothing);
    public static readonly Operation FinishSampleNote =
        new("finishSampleNote", "POST", "/api/v1/sample-notes/{id}/finish",
            204, Answer.Nothing);
    public static readonly Operation GetSampleNote =
        new("getSampleNote", "GET", "/api/v1/sample-notes/{id}",
            200, Answer.Object);
    public static readonly Operation ListSampleNotes =
        new("listSampleNotes", "GET", "/api/v1/sample-notes",
            200, Answer.Page);
    public static readonly Operation Me =
        new("me", "GET", "/api/v1/auth/me",
            200, Answer.Object);
    public static readonly Operation RevokeApiKey =
        new("revokeApiKey", "DELETE", "/api/v1/auth/keys/{id}",
            204, Answer.Nothing);
    public static readonly Operation UpdateSampleNote =
        new("updateSampleNote", "PUT", "/api/v1/sample-notes/{id}",
            200, Answer.Object, IsConditional: true);
}
