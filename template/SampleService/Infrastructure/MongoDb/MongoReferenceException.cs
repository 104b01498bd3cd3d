namespace SampleService.Infrastructure;

/// <summary>A reference leads nowhere, or would.</summary>
internal sealed class MongoReferenceException(string message) : Exception(message);
