using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>
/// One request of EWS, and how its answer is read. An answer holds one response message for each thing that was asked
/// for; each becomes a <typeparamref name="T"/> or an error in its place.
/// </summary>
internal abstract class EwsOperation<T>
    where T : class
{
    /// <summary>The local name of the request element; those of the answer are derived from it.</summary>
    public abstract string Name { get; }

    /// <summary>Whether the operation changes anything: then it is never repeated unless Exchange said that it was not applied.</summary>
    public virtual bool IsWrite => false;

    /// <summary>Writes the attributes and children of the request element.</summary>
    public abstract void WriteBody(XmlWriter writer);

    /// <summary>
    /// Reads one element of a response message, beyond those that all have (code, text), and past it.
    /// </summary>
    /// <param name="reader">Stands on the start tag.</param>
    /// <param name="message">What the elements before gave; null at the first.</param>
    /// <returns>The message so far.</returns>
    /// <exception cref="FormatException">A value cannot be read.</exception>
    public abstract T? ReadElement(XmlReader reader, T? message);

    /// <summary>Makes sure that a successful response message is the answer to what was asked in its place.</summary>
    /// <param name="index">Its place.</param>
    /// <param name="message">What was read.</param>
    /// <exception cref="FormatException">It answers something else, or leaves out what is needed.</exception>
    public virtual void Check(int index, T message) { }

    /// <summary>What a successful response message without content means.</summary>
    /// <exception cref="FormatException">It means nothing: the answer is broken.</exception>
    public virtual T Empty() => throw new FormatException($"{Name} succeeded and holds nothing.");
}
